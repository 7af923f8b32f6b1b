using System.Diagnostics;
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

    [Fact]
    public async Task A_server_that_may_forget_commits_ends_the_start_in_words()
    {
        await using var forgetful = new PostgresCluster();
        var connectionString = await forgetful.CreateDatabaseAsync(Cancellation);
        Requires.Postgres(forgetful);

        await RequireWordsAsync(connectionString!, "fsync = off", "Set fsync = on in postgresql.conf");
    }

    [Fact]
    public async Task A_database_that_does_not_answer_ends_the_start_in_words() =>
        await RequireWordsAsync($"Host={_folder.FullName};Username=nobody", "The database cannot be used", "'ConnectionStrings:Personalize'");

    private async Task RequireWordsAsync(string connectionString, params string[] words)
    {
        foreach (string[] errand in (string[][])[["--urls", "http://127.0.0.1:0"], ["--migrate"]])
        {
            var start = ServerProcess.Command(
            [
                "--Personalize:Database", "Postgres", "--ConnectionStrings:Personalize", connectionString,
                "--Personalize:DataFolder", _folder.FullName, .. errand,
            ]);
            start.RedirectStandardError = true;
            using var process = Process.Start(start)!;
            var refusal = await process.StandardError.ReadToEndAsync(Cancellation);
            await process.WaitForExitAsync(Cancellation);

            Assert.Equal(WrongSettings, process.ExitCode);
            Assert.StartsWith("Personalize cannot start.", refusal, StringComparison.Ordinal);
            Assert.All(words, word => Assert.Contains(word, refusal, StringComparison.Ordinal));
            Assert.DoesNotContain("   at ", refusal, StringComparison.Ordinal);
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
