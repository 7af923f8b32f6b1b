using System.Collections.Frozen;
using System.Diagnostics;

namespace Personalize.Data.Accounts;

public enum ActorKind
{
    /// <summary>The server itself: timers, clean-up, the start.</summary>
    System,
    Account,
    ApiKey,

    /// <summary>Somebody who has not proved who they are.</summary>
    Stranger,
}

/// <summary>By which way a change came.</summary>
public enum ActionSource
{
    Page,
    Api,
    Import,
    Job,
    Command,
}

/// <summary>Who does something, by which way, and what they may do.</summary>
/// <param name="Id">Of the account or the key; null for the server itself, and for strangers.</param>
/// <param name="RequestId">Finds the request in the log; null outside requests.</param>
public sealed record Actor(ActorKind Kind, int? Id, IReadOnlySet<Right> Rights, ActionSource Source, string? RequestId)
{
    private static readonly FrozenSet<Right> All = Enum.GetValues<Right>().ToFrozenSet();

    /// <summary>The server itself.</summary>
    public static Actor System(ActionSource source) => new(ActorKind.System, null, All, source, null);

    /// <summary>Somebody about their own account: signing in and out, a code that is used up. It takes no right.</summary>
    public static Actor Owner(int account, ActionSource source) =>
        new(ActorKind.Account, account, FrozenSet<Right>.Empty, source, Activity.Current?.TraceId.ToHexString());

    public bool May(Right right) => Rights.Contains(right);

    /// <summary>To be called by whatever does the work, also where a page or route has asked before.</summary>
    /// <exception cref="RightMissingException">The actor may not.</exception>
    public void Demand(Right right)
    {
        if (!May(right))
            throw new RightMissingException(right);
    }
}
