// The filters of a page: a selector of the label, and how many cards it promises.
() => [...document.querySelectorAll("main form input[type=radio]")].map(filter => ({
  label: `label:has(input[name="${filter.name}"][value="${filter.value}"])`,
  count: Number(filter.closest("label").textContent.match(/\d+(?=\D*$)/)[0]),
}))
