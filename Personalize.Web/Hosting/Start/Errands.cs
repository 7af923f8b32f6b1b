using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.Accounts.Administration;
using Personalize.Web.ApiKeys;
using Personalize.Web.Audit;
using Personalize.Web.Hosting.Security;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>Does what the program can be started for besides serving.</summary>
internal static class Errands
{
    /// <summary>Does an errand that needs no server.</summary>
    /// <returns>False when it needs one.</returns>
    public static bool RunAlone(Errand errand)
    {
        if (errand is Errand.Help)
        {
            foreach (var line in Commands.Words)
                Console.WriteLine(line);
            return true;
        }

        if (errand is not Errand.CreateKeyCertificate { Path: var path })
            return false;
        KeyCertificate.Create(path, TimeProvider.System.GetUtcNow());
        Console.WriteLine($"The certificate is in {path}. Keep it apart from the data, and keep a copy: without it nobody gets in and nothing can be changed.");
        Console.WriteLine($"Start with --{SecurityOptions.Section}:{nameof(SecurityOptions.KeyCertificate)} {path}");
        return true;
    }

    /// <returns>False when the errand is to serve.</returns>
    public static async Task<bool> DoAsync(this WebApplication app, Errand errand, CancellationToken cancellation)
    {
        if (errand is Errand.Serve)
            return false;
        SettingsCheck.Run(app.Configuration, app.Services.GetServices<SettingsSection>());
        switch (errand)
        {
            case Errand.CreateApiKey key:
                await RequireWritableAsync(app, cancellation);
                await CreateKeyAsync(app, key, cancellation);
                break;
            case Errand.CreateAdmin(var email):
                await RequireWritableAsync(app, cancellation);
                await CreateAdminAsync(app, email, cancellation);
                break;
            case Errand.ReplaceAuditSecret:
                await app.Services.GetRequiredService<Schema>().SettleAsync(cancellation);
                foreach (var line in await app.Services.GetRequiredService<AuditSecrets>().ReplaceAsync(cancellation))
                    Console.WriteLine(line);
                break;
            default:
                await app.Services.GetRequiredService<Schema>().MigrateAsync(cancellation);
                Console.WriteLine("The database is at the current schema.");
                break;
        }

        return true;
    }

    private static async Task RequireWritableAsync(WebApplication app, CancellationToken cancellation)
    {
        await app.Services.GetRequiredService<Schema>().SettleAsync(cancellation);
        await app.Services.GetRequiredService<AuditSecrets>().RequireAsync(cancellation);
    }

    private static async Task CreateAdminAsync(WebApplication app, string email, CancellationToken cancellation)
    {
        var change = await app.Services.GetRequiredService<AccountEditor>().InviteAsync(
            Actor.System(ActionSource.Command), email, name: "", AccountRole.Admin, cancellation);
        if (change is not AccountChange.Linked(_, var path))
            throw new SettingsException($"'--create-admin' made no account. {(change as AccountChange.Invalid)?.Message}");
        Console.WriteLine(
            "The Admin is made. Open this link to choose the password; it works once, for 24 hours, and is shown this once. "
            + "If people reach the server at another address, put that before the path:");
        Console.WriteLine(ListeningAddresses.FirstOf(app.Configuration) + path);
    }

    private static async Task CreateKeyAsync(WebApplication app, Errand.CreateApiKey errand, CancellationToken cancellation)
    {
        var result = await app.Services.GetRequiredService<ApiKeyIssuer>().IssueAsync(
            Actor.System(ActionSource.Command),
            new NewApiKey(errand.Name, errand.Role, errand.Scopes, ApiKeyIssuer.DefaultLifetime), cancellation);
        if (result is not KeyIssue.Issued issued)
        {
            throw new SettingsException(string.Join(Environment.NewLine, ((KeyIssue.Invalid)result).Errors.SelectMany(
                error => error.Value.Select(message => $"'--create-api-key', {error.Key}: {message}"))));
        }

        Console.WriteLine($"API key '{errand.Name}' for the role {errand.Role}, until {issued.Key.ExpiresAt:yyyy-MM-dd}. It is shown this once:");
        Console.WriteLine(issued.Secret);
    }
}
