// The library's own shared worker: it makes the HTTP requests for the page.
importScripts('connect-streams.js');
connect.worker.main();

// The library neither reports nor handles requests that the browser refuses, so the worker tells the page.
addEventListener('unhandledrejection', ({ reason }) => {
  connect.worker.clientEngine.conduit.sendDownstream('refused', String(reason));
});
