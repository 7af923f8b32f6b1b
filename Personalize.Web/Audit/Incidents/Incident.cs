using System.Globalization;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Access;
using Personalize.Web.Accounts.SignIn;

namespace Personalize.Web.Audit.Incidents;

/// <summary>
/// A refusal or a failed proof, as the audit trail tells of it. Those that are equal within a minute become one entry with
/// their number.
/// </summary>
/// <param name="Reason">What was missing or wrong, in words of ours; never what the caller sent.</param>
/// <param name="Area">Where the caller is, by <see cref="Callers.AreaOf"/>; null where only the account is known.</param>
internal sealed record Incident(string Action, string Reason, string? Area, ActorKind ActorKind, int? ActorId, ActionSource Source)
{
    public const string Failed = "account.sign-in-failed";
    public const string Refused = "access.refused";
    public const string Limited = "access.limited";
    public const string KeyRefused = "access.key-refused";
    public const string TokenRefused = "access.token-refused";

    /// <summary>The account or key that it concerns; the door itself where none is known.</summary>
    public (string Kind, string Id) Subject { get; init; } = (Subjects.Access, AuditNote.Many);

    /// <summary>Somebody sent a wrong password or code.</summary>
    /// <param name="account">Whose; null when there is none with that address.</param>
    public static Incident FailedProof(int? account, string reason, Guesser guesser) =>
        new(Failed, reason, Callers.AreaOf(guesser.Network), ActorKind.Stranger, null, guesser.Source) { Subject = SubjectOf(Subjects.Account, account) };

    /// <summary>Something that a request was refused for, by whoever sent it.</summary>
    public static Incident Of(HttpContext context, string action, string reason)
    {
        var source = AccessSchemes.IsForPrograms(context.Request.Path) ? ActionSource.Api : ActionSource.Page;
        var area = Callers.AreaOf(Callers.AddressOf(context));
        return ActorClaims.ActorOf(context.User, source, requestId: null) is { } actor
            ? By(actor, action, reason) with { Area = area }
            : new Incident(action, reason, area, ActorKind.Stranger, null, source);
    }

    /// <summary>Something that somebody known was refused.</summary>
    public static Incident By(Actor actor, string action, string reason) =>
        new(action, reason, Area: null, actor.Kind, actor.Id, actor.Source)
        {
            Subject = SubjectOf(actor.Kind == ActorKind.ApiKey ? Subjects.ApiKey : Subjects.Account, actor.Id),
        };

    public Incident About(string kind, int? id) => this with { Subject = SubjectOf(kind, id) };

    private static (string Kind, string Id) SubjectOf(string kind, int? id) =>
        id is { } number ? (kind, number.ToString(CultureInfo.InvariantCulture)) : (Subjects.Access, AuditNote.Many);
}
