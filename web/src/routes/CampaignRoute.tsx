import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { CampaignPage } from '@/features/campaigns/components/CampaignPage'

const route = getRouteApi('/inside/campaigns/$campaignId')

/** One campaign. */
export function CampaignRoute() {
  const { campaignId } = route.useParams()
  const wish = route.useSearch()
  const navigate = useNavigate()
  return (
    <CampaignPage
      key={campaignId}
      campaignId={campaignId}
      wish={wish}
      onWish={(search) =>
        void navigate({ to: '/campaigns/$campaignId', params: { campaignId }, search, replace: true })
      }
    />
  )
}
