// The library's own shared worker: it makes the HTTP requests for the page.
importScripts('connect-streams.js');
connect.worker.main();
