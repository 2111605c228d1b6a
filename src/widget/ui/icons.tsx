import type { VNode } from 'preact'

/** Lines of the icons, on a grid of 24. */
const PATHS = {
  ask: 'M4 5h16v11H9.5L5 20v-4H4zM8 9h8M8 12.5h5',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  widen: 'M9 4H4v5M15 20h5v-5M4 4l6 6M20 20l-6-6',
  narrow: 'M4 10h6V4M20 14h-6v6M10 10L4 4M14 14l6 6',
  send: 'M12 19V5M5.5 11.5L12 5l6.5 6.5',
  stop: 'M7 7h10v10H7z',
  down: 'M12 5v14M5.5 12.5L12 19l6.5-6.5',
  useful:
    'M7 11v8H4v-8zM7 11l4-7c1.6 0 2.4 1 2.2 2.4L12.6 10H18c1.3 0 2.2 1.1 2 2.3l-1 5.1c-.2 1-1 1.6-2 1.6H7',
  notUseful:
    'M7 13V5H4v8zM7 13l4 7c1.6 0 2.4-1 2.2-2.4L12.6 14H18c1.3 0 2.2-1.1 2-2.3l-1-5.1c-.2-1-1-1.6-2-1.6H7',
  copy: 'M9 9h10v11H9zM6 15H5V4h10v2',
  done: 'M5 12.5l4.5 4.5L19 7.5',
  note: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.5v.5',
  retry: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4.5h-4.5',
  out: 'M14 5h5v5M19 5l-8 8M10 6H5v13h13v-5',
} as const

/** A picture beside words; screen readers pass over it. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }): VNode {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
