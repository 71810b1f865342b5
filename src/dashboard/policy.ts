/**
 * What a page may load: its own stylesheet and icon, and nothing else; no script runs at all.
 * For hono's secureHeaders, as `contentSecurityPolicy`.
 */
export const PAGE_POLICY: Record<
  'defaultSrc' | 'styleSrc' | 'imgSrc' | 'formAction' | 'baseUri' | 'frameAncestors',
  string[]
> = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};
