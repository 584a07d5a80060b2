import { theme, type ThemeConfig } from 'antd'
import { dark, light, type Palette } from './palette'

export type Appearance = 'light' | 'dark'

const palettes: Record<Appearance, Palette> = { light, dark }

/** Returns the component library's theme for an appearance. */
export function themeOf(appearance: Appearance): ThemeConfig {
  const colours = palettes[appearance]
  return {
    // Its rules come from the library's own style sheet: making them in the browser took a third of a page's time.
    zeroRuntime: true,
    algorithm: appearance === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: colours.primary,
      colorPrimaryBg: colours.primarySoft,
      colorPrimaryBgHover: colours.selected,
      controlItemBgActive: colours.selected,
      controlItemBgActiveHover: colours.primarySoft,
      colorLink: colours.primary,
      // A lighter shade under the pointer could not be read on a chosen line; a line under the words can.
      colorLinkHover: colours.primary,
      colorLinkActive: colours.primary,
      linkHoverDecoration: 'underline',
      colorInfo: colours.primary,
      colorSuccess: colours.calm,
      colorWarning: colours.near,
      colorError: colours.late,
      colorBgLayout: colours.ground,
      colorBgContainer: colours.surface,
      colorBgElevated: colours.surface,
      colorText: colours.text,
      colorTextSecondary: colours.quiet,
      colorTextDescription: colours.quiet,
      colorTextPlaceholder: colours.quiet,
      colorBorder: colours.line,
      colorBorderSecondary: colours.line,
      borderRadius: 6,
      fontSize: 14,
      fontFamily:
        'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif',
      // Whoever asks their system for less motion gets none (WCAG 2.3.3).
      motion: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
    },
    // On a strong colour one reads the colour of the surface: white by day, nearly black by night.
    components: {
      Button: { primaryColor: colours.surface, dangerColor: colours.surface },
      // What an empty table says is to be read, as everything is.
      Table: { colorTextDisabled: colours.quiet },
      Badge: { colorTextLightSolid: colours.surface },
    },
  }
}

/** Lets style sheets know the colours of an appearance. */
export function paint(appearance: Appearance): void {
  const root = document.documentElement
  root.dataset['appearance'] = appearance
  root.style.colorScheme = appearance
  for (const [name, colour] of Object.entries(palettes[appearance])) {
    const dashed = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    root.style.setProperty(`--huan-${dashed}`, colour as string)
  }
}
