import { App, Button } from 'antd'
import { useState } from 'react'
import type { Campaign, EntriesWish } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { campaigns } from '@/words/campaigns'
import { useCampaign, useCampaignCommands } from '../api/useCampaigns'
import { CampaignDialogue } from './CampaignDialogue'
import { CampaignFigures } from './CampaignFigures'
import { Entries } from './Entries'
import { FillDialogue } from './FillDialogue'
import './campaigns.css'

interface CampaignPageProps {
  campaignId: string
  /** Which lines of the list are shown. */
  wish: EntriesWish
  onWish: (wish: EntriesWish) => void
}

/** One campaign: how far it is, its list, and what whoever runs it can do. */
export function CampaignPage({ campaignId, wish, onWish }: CampaignPageProps) {
  const query = useCampaign(campaignId)
  return <Loaded query={query}>{(campaign) => <Whole campaign={campaign} wish={wish} onWish={onWish} />}</Loaded>
}

interface WholeProps extends Omit<CampaignPageProps, 'campaignId'> {
  campaign: Campaign
}

function Whole({ campaign, wish, onWish }: WholeProps) {
  const words = useWords(campaigns)
  const { modal } = App.useApp()
  const { failed } = useTell()
  const { move } = useCampaignCommands()
  const [open, setOpen] = useState<'edit' | 'fill'>()
  const { id, status } = campaign
  const isOver = status === 'ended'
  const to = (where: 'running' | 'paused' | 'ended') => move.mutate({ id, to: where }, { onError: failed })
  useKeys(isOver ? {} : { e: () => setOpen('edit'), f: () => setOpen('fill') })
  const close = () => setOpen(undefined)
  return (
    <Page
      title={campaign.name}
      actions={
        !isOver && (
          <>
            <Button onClick={() => setOpen('edit')}>
              {words.edit} <kbd aria-hidden>e</kbd>
            </Button>
            <Button onClick={() => setOpen('fill')}>
              {words.fill} <kbd aria-hidden>f</kbd>
            </Button>
            {status === 'running' ? (
              <Button loading={move.isPending} onClick={() => to('paused')}>
                {words.pause}
              </Button>
            ) : (
              <Button type="primary" loading={move.isPending} onClick={() => to('running')}>
                {words.start}
              </Button>
            )}
            <Button
              danger
              onClick={() => void modal.confirm({ title: words.end, content: words.endSure, onOk: () => to('ended') })}
            >
              {words.end}
            </Button>
          </>
        )
      }
    >
      <CampaignFigures campaign={campaign} wish={wish} onWish={onWish} />
      <Entries campaign={campaign} wish={wish} onWish={onWish} />
      {open === 'edit' && <CampaignDialogue campaign={campaign} onClose={close} onKept={close} />}
      {open === 'fill' && <FillDialogue campaign={id} onClose={close} />}
    </Page>
  )
}
