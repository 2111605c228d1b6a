/** The icon of the public pages: a sheet with a marked line, legible at 16 pixels. */
export const SITE_ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#123f6d"/><path fill="#fff" d="M8 6h16v20H8z"/><path fill="#123f6d" d="M11 10h10v2H11zM11 20h7v2h-7z"/><path fill="#f2b632" d="M11 14.5h10v3H11z"/></svg>
`
