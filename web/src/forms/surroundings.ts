/** What a field with `x-source` offers. */
export interface SourceOption {
  value: string
  label: string
  detail: string | null
  available: boolean
}

/** What the widgets of a form need to know of their surroundings. */
export interface FormSurroundings {
  /** Reads what a source offers. */
  options: (source: string) => Promise<SourceOption[]>
  /** Tells forms of different things apart in the cache. */
  key: string
}
