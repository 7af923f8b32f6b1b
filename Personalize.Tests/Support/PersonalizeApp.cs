using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Audit;
using Personalize.Web.ApiKeys;

namespace Personalize.Tests.Support;

/// <summary>
/// The whole server, on a SQLite database of its own in a folder that is gone afterwards. Empty unless asked for a world.
/// For a browser call <c>UseKestrel(0)</c> and <c>StartServer()</c> and read the address from <c>ClientOptions.BaseAddress</c>.
/// </summary>
public sealed class PersonalizeApp : WebApplicationFactory<Program>
{
    /// <summary>The test itself, as somebody at the command line.</summary>
    public static readonly Actor Tester = Actor.System(ActionSource.Command);

    private readonly ConcurrentDictionary<AccountRole, string> _keys = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("personalize-test-").FullName;

    /// <summary>Fills the database with the demonstration's customers, items and activities before the first request.</summary>
    public bool WithDemo { get; init; }

    /// <summary>Replaces the clock of the whole server; null for the real one.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>"Development" or "Production".</summary>
    public string Environment { get; init; } = "Development";

    /// <summary>Further settings, such as <c>["Personalize:Database"] = "Postgres"</c>.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Last word on the services, after the server's own.</summary>
    public Action<IServiceCollection>? Configure { get; init; }

    /// <summary>A folder of the test's own, that another server may go on with; null for one that is gone with this server.</summary>
    public string? SharedFolder { get; init; }

    public string DataFolder => SharedFolder ?? _folder;

    /// <summary>A context of the server's database, for arranging and for looking at what was stored.</summary>
    public async Task<PersonalizeDb> OpenDatabaseAsync() =>
        await Get<IDbContextFactory<PersonalizeDb>>().OpenAsync(Tester, TestContext.Current.CancellationToken);

    /// <summary>A program that calls the API with a key of that role. <c>CreateClient()</c> gives one with the role Admin.</summary>
    public HttpClient CreateClient(AccountRole role)
    {
        var client = CreateDefaultClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyOf(role));
        return client;
    }

    /// <summary>A caller who has not said who they are.</summary>
    public HttpClient CreateStranger()
    {
        var client = CreateDefaultClient();
        client.DefaultRequestHeaders.Authorization = null;
        return client;
    }

    /// <summary>The secret of an API key with all rights of the role; the same each time.</summary>
    public string KeyOf(AccountRole role) => _keys.GetOrAdd(role, IssueKey);

    /// <summary>A program whose key is narrowed to these rights of the role.</summary>
    public async Task<HttpClient> CreateNarrowClientAsync(AccountRole role, params Right[] scopes)
    {
        var client = CreateStranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await Secret(new NewApiKey($"Narrow {Guid.NewGuid():N}", role, scopes, ApiKeyIssuer.DefaultLifetime)));
        return client;
    }

    /// <summary>One of the server's singletons.</summary>
    public TService Get<TService>()
        where TService : notnull => Services.GetRequiredService<TService>();

    protected override void ConfigureClient(HttpClient client)
    {
        base.ConfigureClient(client);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyOf(AccountRole.Admin));
    }

    // Clients are made by a method that cannot wait.
    private string IssueKey(AccountRole role) => Secret(new NewApiKey(
        $"Tests as {role} {Guid.NewGuid():N}", role, [], ApiKeyIssuer.DefaultLifetime)).GetAwaiter().GetResult();

    private async Task<string> Secret(NewApiKey asked) => Assert.IsType<KeyIssue.Issued>(
        await Get<ApiKeyIssuer>().IssueAsync(Actor.System(ActionSource.Command), asked, CancellationToken.None)).Secret;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environment);

        // The usual port may be taken, by the program itself that somebody runs meanwhile.
        builder.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseSetting("Personalize:DataFolder", DataFolder);
        builder.UseSetting("Personalize:Demo:Enabled", WithDemo ? "true" : "false");
        builder.UseSetting("Personalize:Demo:Simulator", "false");
        if (Environment != "Development")
        {
            builder.UseSetting("Personalize:Security:KeyCertificate", TestCertificate.Path);

            // Elsewhere they are looked for where a published program has them.
            builder.UseStaticWebAssets();
        }

        foreach (var (key, value) in Settings)
            builder.UseSetting(key, value);
        builder.UseSetting("Logging:LogLevel:Microsoft.AspNetCore", "Error");
        builder.UseSetting("Logging:LogLevel:Default", "Error");
        builder.ConfigureServices(services =>
        {
            if (Clock is not null)
                services.Replace(ServiceDescriptor.Singleton(Clock));
            Configure?.Invoke(services);
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}
