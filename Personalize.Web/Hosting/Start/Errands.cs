using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Web.ApiKeys;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Start;

/// <summary>Does what the program can be started for besides serving.</summary>
internal static class Errands
{
    /// <returns>False when the errand is to serve.</returns>
    public static async Task<bool> RunAsync(this WebApplication app, Errand errand, CancellationToken cancellation)
    {
        if (errand is Errand.Serve)
            return false;
        SettingsCheck.Run(app.Configuration, app.Services.GetServices<SettingsSection>());
        await app.Services.GetRequiredService<DatabaseSetup>().MigrateAsync(cancellation);
        if (errand is Errand.CreateApiKey key)
            await CreateAsync(app, key, cancellation);
        else
            Console.WriteLine("The database is at the current schema.");
        return true;
    }

    private static async Task CreateAsync(WebApplication app, Errand.CreateApiKey errand, CancellationToken cancellation)
    {
        var issued = await app.Services.GetRequiredService<ApiKeyIssuer>().IssueAsync(
            Actor.System(ActionSource.Command), errand.Name, errand.Role, [], ApiKeyIssuer.DefaultLifetime, cancellation);
        Console.WriteLine($"API key '{errand.Name}' for the role {errand.Role}, until {issued.Key.ExpiresAt:yyyy-MM-dd}. It is shown this once:");
        Console.WriteLine(issued.Secret);
    }
}
