import { Button, Dropdown } from 'antd'
import { ChevronDown } from 'lucide-react'
import { useSession } from '@/api/session'
import { useAppearance } from '@/theme/appearance'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { frame } from '@/words/frame'
import { myAccount } from '@/words/security'
import { useSignOut } from '../api/useSignOut'

/** Who is signed in and where they belong; language, appearance, and the way out. */
export function AccountMenu({ onOwnAccount }: { onOwnAccount: () => void }) {
  const mine = useWords(myAccount)
  const words = useWords(frame)
  const session = useSession()
  const { language, choose: chooseLanguage } = useLanguage()
  const { appearance, choose: chooseAppearance } = useAppearance()
  const { failed } = useTell()
  const signOut = useSignOut()
  const places = session.memberships.map((one) => ({
    key: `${one.department} ${one.role}`,
    label: one.department_name,
    disabled: true,
  }))
  const choices = [
    {
      key: 'language',
      label: words.language,
      onClick: () => chooseLanguage(language === 'zh' ? 'en' : 'zh'),
    },
    {
      key: 'appearance',
      label: appearance === 'dark' ? words.light : words.dark,
      onClick: () => chooseAppearance(appearance === 'dark' ? 'light' : 'dark'),
    },
    { key: 'mine', label: mine.title, onClick: onOwnAccount },
    { key: 'sign-out', label: words.signOut, onClick: () => signOut.mutate(undefined, { onError: failed }) },
  ]
  return (
    <Dropdown autoFocus trigger={['click']} menu={{ items: [...places, { type: 'divider' }, ...choices] }}>
      <Button type="text" icon={<ChevronDown size={16} />} iconPlacement="end" aria-label={words.account + ' ' + session.name}>
        {session.name}
      </Button>
    </Dropdown>
  )
}
