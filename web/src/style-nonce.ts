import { setNonce } from 'get-nonce';

const element = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]');

/** What the gateway's policy lets style elements of this page carry. */
export const styleNonce = element?.content ?? '';

// Dialogs bring a library that adds its own style element.
setNonce(styleNonce);
