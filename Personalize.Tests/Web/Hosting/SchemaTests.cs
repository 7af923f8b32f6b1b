using Personalize.Tests.Support;
using Personalize.Tests.Web.Kill;

namespace Personalize.Tests.Web.Hosting;

/// <summary>The real program in production, on a PostgreSQL that keeps its promises.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private const int WrongSettings = 2;

    private readonly PostgresCluster _cluster = new() { Durable = true };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personalize-schema-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_shared_schema_changes_only_when_its_owner_says_so()
    {
        var connectionString = await _cluster.CreateDatabaseAsync(Cancellation);
        Requires.Postgres(_cluster);
        string[] settings =
        [
            "--Personalize:Database", "Postgres", "--ConnectionStrings:Personalize", connectionString!, "--Personalize:DataFolder", _folder.FullName,
        ];
        string[] createAdmin = [.. settings, "--create-admin", "anna@example.org"];

        Assert.Equal(WrongSettings, await ServerProcess.RunAsync([.. settings, "--urls", "http://127.0.0.1:0"], Cancellation));
        Assert.Equal(WrongSettings, await ServerProcess.RunAsync(createAdmin, Cancellation));
        Assert.Equal(0, await ServerProcess.RunAsync([.. settings, "--migrate"], Cancellation));
        Assert.Equal(0, await ServerProcess.RunAsync(createAdmin, Cancellation));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
