// What a page left behind in the browser.
async () => {
  const kept = [];
  if (document.cookie) kept.push(`cookie: ${document.cookie}`);
  for (const [word, store] of [["localStorage", localStorage], ["sessionStorage", sessionStorage]]) {
    kept.push(...Object.keys(store).map(key => `${word}: ${key}`));
  }
  kept.push(...(await indexedDB.databases()).map(one => `database: ${one.name}`));
  kept.push(...(await caches.keys()).map(key => `cache: ${key}`));
  const workers = await navigator.serviceWorker.getRegistrations();
  kept.push(...workers.map(worker => `worker: ${worker.scope}`));
  return kept;
}
