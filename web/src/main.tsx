import './styles/base.js';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App, BASE_PATH } from './app.js';
import { queryClient } from './api/query-client.js';
import { pageAt } from './pages/pages.js';
import { SESSION_QUERY } from './session/session-api.js';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element "root".');
// The page is loaded while it is found out who is there.
void queryClient.prefetchQuery(SESSION_QUERY);
pageAt(window.location.pathname.slice(BASE_PATH.length) || '/')?.component.preload?.();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
