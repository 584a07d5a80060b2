import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Segmented } from 'antd'
import type { TelephonySearch } from '@/app/telephoneSearch'
import { ChoiceSelect } from '@/features/organisation/components/ChoiceSelect'
import { GapTable, NodeTable } from '@/features/telephony/components/NodeTable'
import type { Known } from '@/features/telephony/components/KeepDialogue'
import { KeptTable } from '@/features/telephony/components/KeptTable'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { telephony } from '@/words/telephony'

const route = getRouteApi('/inside/administration/telephony')
const LISTS = ['nodes', 'gaps', 'devices', 'queues', 'skills', 'break-reasons'] as const
const FIELDS = {
  department: (known: Known | undefined) => <ChoiceSelect which="departments" known={known && [known]} />,
  person: (known: Known | undefined) => <ChoiceSelect which="people" known={known && [known]} />,
}

/** The telephony's administration: exchanges, gaps, devices, queues, skills, reasons for breaks. */
export function TelephonyRoute() {
  const words = useWords(telephony)
  const navigate = useNavigate()
  const { list = 'nodes', ...wish } = route.useSearch()
  const go = (search: TelephonySearch) => void navigate({ to: '/administration/telephony', search })
  return (
    <Page
      title={words.title}
      actions={
        <Segmented
          aria-label={words.list}
          value={list}
          options={LISTS.map((value) => ({ value, label: words[value] }))}
          onChange={(chosen) => go({ list: chosen })}
        />
      }
    >
      {list === 'nodes' ? (
        <NodeTable />
      ) : list === 'gaps' ? (
        <GapTable />
      ) : (
        <KeptTable key={list} which={list} wish={wish} onWish={(changed) => go({ list, ...changed })} fields={FIELDS} />
      )}
    </Page>
  )
}
