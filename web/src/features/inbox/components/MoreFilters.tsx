import { Badge, Button, Checkbox, Popover, Select } from 'antd'
import type { InboxWish } from '@/api/types'
import { useTiers } from '@/api/useTiers'
import { useWords } from '@/words'
import { inbox } from '@/words/inbox'
import { stages } from '@/words/stages'

interface MoreFiltersProps {
  wish: InboxWish
  onChange: (wish: InboxWish) => void
}

const AREAS = ['urban', 'rural', 'remote'] as const
/** From here on an order is urgent. */
const URGENT = 10

/** What is asked for less often: stage, area, county, what nobody has claimed, what is urgent. */
export function MoreFilters({ wish, onChange }: MoreFiltersProps) {
  const words = useWords(inbox)
  const stageNames = useWords(stages)
  const tiers = useTiers()
  const choose = (part: InboxWish) => onChange({ ...wish, ...part })
  const said = [wish.stage, wish.area, wish.tier, wish.unclaimed, wish.least_priority].filter(
    (one) => one !== undefined && one !== null,
  )
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      // Beside its button, so that Tab leads into it.
      getPopupContainer={(button) => button.parentElement ?? document.body}
      content={
        <div className="inbox-more">
          <Select
            allowClear
            aria-label={words.stage}
            placeholder={words.anyStage}
            value={wish.stage ?? null}
            options={Object.entries(stageNames).map(([value, label]) => ({ value, label }))}
            onChange={(stage: string | null) => choose({ stage: stage ?? undefined })}
          />
          <Select
            allowClear
            aria-label={words.area}
            placeholder={words.anyArea}
            value={wish.area ?? null}
            options={AREAS.map((value) => ({ value, label: words[value] }))}
            onChange={(area: InboxWish['area'] | null) => choose({ area: area ?? undefined })}
          />
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            aria-label={words.tier}
            placeholder={words.anyTier}
            value={wish.tier ?? null}
            options={(tiers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(tier: string | null) => choose({ tier: tier ?? undefined })}
          />
          <Checkbox
            checked={wish.unclaimed === true}
            onChange={(event) => choose({ unclaimed: event.target.checked ? true : undefined })}
          >
            {words.onlyUnclaimed}
          </Checkbox>
          <Checkbox
            checked={(wish.least_priority ?? 0) >= URGENT}
            onChange={(event) => choose({ least_priority: event.target.checked ? URGENT : undefined })}
          >
            {words.onlyUrgent}
          </Checkbox>
        </div>
      }
    >
      <Badge count={said.length} size="small">
        <Button size="small">{words.more}</Button>
      </Badge>
    </Popover>
  )
}
