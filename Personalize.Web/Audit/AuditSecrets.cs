using Microsoft.Extensions.Options;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Security;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Audit;

/// <summary>
/// Whether the keys of this server open what the database has sealed, asked before anything is written: otherwise the first
/// change would find out. Replacing them is an errand of its own that nothing but its command starts.
/// </summary>
internal sealed class AuditSecrets(AuditRenewal renewal, IOptions<PersonalizeOptions> options, IOptions<SecurityOptions> security)
{
    public const string ReplaceCommand = "--replace-audit-secret";

    private string Sealer => $"the keys in '{Path.Combine(options.Value.DataFolder, KeyRing.FolderName)}'"
        + (security.Value.KeyCertificate is { } certificate ? $" and the certificate '{certificate}'" : "");

    /// <exception cref="SettingsException">They do not; changes would fail.</exception>
    public async Task RequireAsync(CancellationToken cancellation)
    {
        var (what, back) = await renewal.FindLossAsync(cancellation) switch
        {
            AuditLoss.ChainSecretRow => ("The audit trail has entries, but its secret is gone from the table SubjectKeys", "Restore a backup of the database"),
            AuditLoss.ChainSecret => ($"The secret of the audit trail cannot be opened with {Sealer}", "Bring back those that belong to this database"),
            AuditLoss.SubjectKeys => ($"Values in the audit trail cannot be opened with {Sealer}", "Bring back those that belong to this database"),
            _ => (null, null),
        };
        if (what is not null)
        {
            throw new SettingsException(
                $"{what}, so changes could not be written down. {back}. Only if that is not to be had any more, run this program once "
                + $"with {ReplaceCommand}: all entries stay, what was sealed is lost; docs/security.md tells what that means.");
        }
    }

    /// <returns>What was done, in lines for the console.</returns>
    public async Task<IReadOnlyList<string>> ReplaceAsync(CancellationToken cancellation)
    {
        if (await renewal.RenewAsync(Actor.System(ActionSource.Command), cancellation) is not { } renewed)
            return [$"Everything in the audit trail can be opened with {Sealer}. Nothing was replaced."];
        var keys = $"The earlier values of {renewed.Keys} subject(s) are unreadable from now on. Entry {renewed.Entry} of the trail tells of this.";
        if (renewed.UnprovenTo is not { } last)
            return [$"The secret of the audit trail is well and was kept. {keys}"];
        return
        [
            $"The audit trail has a new secret from entry {renewed.Entry} on. {keys}",
            $"Entries up to {last} stay as they are, and any later change of them is found; whether they had been altered before can be checked with the old keys only.",
            $"The file that keeps the newest entry's number: {renewed.Head}.",
        ];
    }
}
