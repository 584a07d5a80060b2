/** Every colour of the application, light and dark. Style sheets know them as `--huan-…`. */
export interface Palette {
  /** The page, and what lies on it. */
  ground: string
  surface: string
  raised: string
  line: string
  text: string
  quiet: string
  /** What can be acted on. */
  primary: string
  primarySoft: string
  /** What asks for attention, from calm to alarm. */
  calm: string
  near: string
  nearSoft: string
  late: string
  lateSoft: string
  selected: string
}

export const light: Palette = {
  ground: '#f4f6f5',
  surface: '#ffffff',
  raised: '#fafbfa',
  line: '#dfe5e2',
  text: '#17211e',
  quiet: '#5a6863',
  primary: '#0b6b5e',
  primarySoft: '#e2f1ee',
  calm: '#2f6f4f',
  near: '#8f5600',
  nearSoft: '#fdf1dc',
  late: '#b3261e',
  lateSoft: '#fbe9e7',
  selected: '#e6f3f0',
}

export const dark: Palette = {
  ground: '#101614',
  surface: '#18201d',
  raised: '#1d2623',
  line: '#303b37',
  text: '#e4ebe8',
  quiet: '#9fb0a9',
  primary: '#4fb8a6',
  primarySoft: '#18352f',
  calm: '#7ec8a2',
  near: '#e8b256',
  nearSoft: '#3a2d12',
  late: '#ff8f85',
  lateSoft: '#42201d',
  selected: '#1c332d',
}
