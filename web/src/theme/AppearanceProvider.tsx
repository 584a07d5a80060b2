import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useLayoutEffect, useMemo, useState, type ReactNode } from 'react'
import { useLanguage } from '@/words'
import { AppearanceContext } from './appearance'
import { paint, themeOf, type Appearance } from './themes'

const KEPT = 'huan.appearance'

function first(): Appearance {
  const kept = localStorage.getItem(KEPT)
  if (kept === 'light' || kept === 'dark') return kept
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

/** Required fields are marked behind their label, as in the forms of packages. */
function RequiredMark(label: ReactNode, { required }: { required: boolean }) {
  return (
    <>
      {label}
      {required && (
        <span aria-hidden="true" className="required">
          &nbsp;*
        </span>
      )}
    </>
  )
}

/** Gives colours and the component library's language to everything below. */
export function AppearanceProvider({ children }: { children: ReactNode }) {
  const { language } = useLanguage()
  const [appearance, setAppearance] = useState<Appearance>(first)
  useLayoutEffect(() => paint(appearance), [appearance])
  useLayoutEffect(() => {
    dayjs.locale(language === 'zh' ? 'zh-cn' : 'en')
  }, [language])
  const value = useMemo(
    () => ({
      appearance,
      choose: (chosen: Appearance) => {
        localStorage.setItem(KEPT, chosen)
        setAppearance(chosen)
      },
    }),
    [appearance],
  )
  return (
    <AppearanceContext value={value}>
      <ConfigProvider
        theme={themeOf(appearance)}
        locale={language === 'zh' ? zhCN : enUS}
        button={{ autoInsertSpace: false }}
        form={{ requiredMark: RequiredMark }}
      >
        <App message={{ maxCount: 3 }} notification={{ placement: 'topRight' }}>
          {children}
        </App>
      </ConfigProvider>
    </AppearanceContext>
  )
}
