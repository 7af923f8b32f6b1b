namespace Personalize.Web.Hubs;

/// <summary>The hub as the API's description tells of it, which knows routes only.</summary>
internal static class HubDescription
{
    public const string Text =
        """
        ## Live

        The SignalR hub `/hubs/live` (WebSockets, JSON) tells what changes. Send the key in the `Authorization` header, never in the
        address; pages of this site may use their cookie.

        | call | right | |
        |---|---|---|
        | `SubscribeOverview(position)`, `UnsubscribeOverview()` | ViewDashboards | `OverviewChanged` at once, then each second |
        | `SubscribeCustomer(customer_id, position)`, `UnsubscribeCustomer(customer_id)` | ViewCustomers | `CustomerChanged` at once, then with each change, at most ten times a second |

        `position` is the one of the last message, or null for who comes for the first time. The first message tells what came
        since; each later one what came since the one before. `activities` counts what was stored after the position told before, up to
        `position`; with `reload` nothing was counted, because there was no position or too much came after it: load anew what you
        show. `aspects` are `profile`, `engagement`, `sentiment`, `recommendations`, `models` (of everybody) and `deleted`, after which
        nothing more comes. The first message names all that may have changed while you were away.

        `CustomerChanged`: `customer_id`, `aspects`, `activities`, `position`, `reload`. `OverviewChanged`: `position`,
        `activities` (in the first message), `reload`, `figures`.

        Refusals are errors such as `not_found: There is no such customer.`, with the codes of the API: `validation`, `forbidden`,
        `not_found`, `too_many_subscriptions`, `too_many_connections`, `too_many_requests`, `overloaded`, `internal`. A connection whose key, token or session ends is
        closed. One that takes nothing for ten seconds while something waits for it is cut; meanwhile its messages are merged.
        """;
}
