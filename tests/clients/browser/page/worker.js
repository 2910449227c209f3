// The library's own shared worker: it makes the HTTP requests for the page.
importScripts('connect-streams.js');
connect.worker.main();

// What the browser forbids to request, the library neither reports nor handles; so the page is told from here.
addEventListener('unhandledrejection', ({ reason }) => {
  connect.worker.clientEngine.conduit.sendDownstream('refused', String(reason));
});
