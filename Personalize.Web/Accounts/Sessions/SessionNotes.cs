using System.Globalization;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Accounts.SignIn;

namespace Personalize.Web.Accounts.Sessions;

/// <summary>What the audit trail tells of sessions.</summary>
internal static class SessionNotes
{
    public static AuditNote Began(int account, SessionOrigin origin) => Of(
        account, "account.sign-in",
        FieldChange.Of("method", null, origin.Method), FieldChange.Of("device", null, origin.Device),
        FieldChange.Of("network", null, Callers.AreaOf(origin.Address)));

    /// <param name="shown">What kind of proof.</param>
    public static AuditNote Confirmed(int account, string shown) => Of(account, "account.confirm", FieldChange.Of("method", null, shown));

    /// <param name="sessions">How many.</param>
    public static AuditNote Ended(Actor actor, int account, int sessions) => Of(
        account, actor.Kind == ActorKind.Account && actor.Id == account ? "account.sign-out" : "account.session-end",
        FieldChange.Of("sessions", null, sessions));

    private static AuditNote Of(int account, string action, params IReadOnlyList<FieldChange> changes) =>
        new(action, Subjects.Account, account.ToString(CultureInfo.InvariantCulture)) { Changes = changes };
}
