/** A style sheet as text, made smaller when it is bundled. */
declare module '*.css' {
  export const css: string
}
