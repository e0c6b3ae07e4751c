// What the keyboard has not reached.
() => window.keyboard.all.filter(element => !window.keyboard.reached.has(element)).map(name)
