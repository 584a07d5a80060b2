import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Checkbox, Segmented } from 'antd'
import { useRef } from 'react'
import type { SupervisionSearch } from '@/app/search'
import { HoldRequestList } from '@/features/supervision/components/HoldRequestList'
import { SupervisionList } from '@/features/supervision/components/SupervisionList'
import { useKeys } from '@/keyboard/useKeys'
import { Page } from '@/ui/Page'
import { SearchField } from '@/ui/SearchField'
import { useWords } from '@/words'
import { supervision } from '@/words/supervision'

const route = getRouteApi('/inside/supervisions')

/** Supervision orders to and from one's departments, and holds that wait for one's approval. */
export function SupervisionRoute() {
  const words = useWords(supervision)
  const navigate = useNavigate()
  const { show = 'to-reply', ...wish } = route.useSearch()
  const look = (search: SupervisionSearch) => void navigate({ to: '/supervisions', search, replace: true })
  const scopes = useRef<HTMLDivElement>(null)
  useKeys({ l: () => scopes.current?.querySelector<HTMLElement>('input:checked')?.focus() })
  const isHolds = show === 'holds' || show === 'judged-holds'
  return (
    <Page
      title={words.title}
      actions={
        <Segmented<NonNullable<SupervisionSearch['show']>>
          ref={scopes}
          aria-label={words.scopes}
          value={show}
          options={[
            { value: 'to-reply', label: words.toReply },
            { value: 'to-judge', label: words.toJudge },
            { value: 'received', label: words.received },
            { value: 'issued', label: words.issued },
            { value: 'all', label: words.all },
            { value: 'holds', label: words.holds },
            { value: 'judged-holds', label: words.judgedHolds },
          ]}
          onChange={(value) => look({ ...wish, show: value })}
        />
      }
    >
      {isHolds ? (
        <HoldRequestList open={show === 'holds'} />
      ) : (
        <>
          <div className="filters">
            <SearchField
              className="find"
              label={words.search}
              value={wish.text ?? ''}
              onSearch={(text) => look({ ...wish, show, text: text === '' ? undefined : text })}
            />
            <Checkbox
              checked={wish.overdue === true}
              onChange={(event) => look({ ...wish, show, overdue: event.target.checked ? true : undefined })}
            >
              {words.overdue}
            </Checkbox>
          </div>
          <SupervisionList wish={{ ...wish, scope: show === 'all' ? undefined : show }} />
        </>
      )}
    </Page>
  )
}
