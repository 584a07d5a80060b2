import { getRouteApi, useRouter } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { OtherHouse } from '@/features/accounts/components/OtherHouse'
import { SignInForm } from '@/features/accounts/components/SignInForm'
import { useTitle } from '@/ui/useTitle'
import { useLanguage, useWords } from '@/words'
import { accounts, frame } from '@/words/frame'
import { problems } from '@/words/problems'

const route = getRouteApi('/sign-in')

/** The way in. */
export function SignInRoute() {
  const words = useWords(frame)
  const { language, choose } = useLanguage()
  const router = useRouter()
  const { next, refused } = route.useSearch()
  const refusedWords = useWords(problems)
  useTitle(useWords(accounts).signIn)
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="sign-in-head">
          <img src="/ring.svg" alt="" width={44} height={44} />
          <div>
            <h1>{words.wholeName}</h1>
            <p className="quiet">{words.slogan}</p>
          </div>
        </div>
        {refused !== undefined && <Alert type="error" showIcon role="alert" title={refusedWords[refused]} />}
        <SignInForm onSignedIn={() => router.history.push(next ?? '/inbox')} />
        <OtherHouse next={next ?? '/inbox'} />
        <Button type="link" size="small" onClick={() => choose(language === 'zh' ? 'en' : 'zh')}>
          {words.language}
        </Button>
      </div>
    </main>
  )
}
