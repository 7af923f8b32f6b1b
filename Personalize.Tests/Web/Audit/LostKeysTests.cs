using System.Diagnostics;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Kill;
using Personalize.Web.Hosting.Security;

namespace Personalize.Tests.Web.Audit;

/// <summary>The real program in production, whose keys or certificate are not those that its database was written with.</summary>
public abstract class LostKeysContract : IAsyncLifetime
{
    private const int WrongSettings = 2;
    private static readonly string[] Serve = ["--urls", "http://127.0.0.1:0"];
    private static readonly string[] CreateAdmin = ["--create-admin", "bert@example.org"];
    private static readonly string[] Replace = ["--replace-audit-secret"];

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("personalize-lost-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Keys => Path.Combine(Folder.FullName, "keys");

    private string[] _settings = [];

    public async ValueTask InitializeAsync()
    {
        _settings = [$"--Personalize:DataFolder={Folder.FullName}", .. await DatabaseAsync(Cancellation)];
        Assert.Equal(0, (await RunAsync(["--migrate"])).Code);
        Assert.Equal(0, (await RunAsync(["--create-admin", "anna@example.org"])).Code);
    }

    public virtual ValueTask DisposeAsync()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Without_its_keys_the_server_does_not_start_until_somebody_replaces_the_secret()
    {
        Directory.Delete(Keys, recursive: true);

        RequireRefusal(await RunAsync(Serve), Keys);
        RequireRefusal(await RunAsync(CreateAdmin), Keys);
        var (code, output, _) = await RunAsync(Replace);

        Assert.Equal(0, code);
        Assert.Contains("The audit trail has a new secret from entry 2 on", output, StringComparison.Ordinal);
        Assert.Equal(0, (await RunAsync(CreateAdmin)).Code);
        using var server = await ServerProcess.StartAsync(_settings, key: "none", Cancellation);
    }

    [Fact]
    public async Task With_another_certificate_the_server_does_not_start_and_with_its_own_it_does_again()
    {
        var other = Path.Combine(Folder.FullName, "other.pfx");
        KeyCertificate.Create(other, TimeProvider.System.GetUtcNow());
        string[] wrong = ["--Personalize:Security:KeyCertificate", other];

        RequireRefusal(await RunAsync([.. Serve, .. wrong]), other);
        RequireRefusal(await RunAsync([.. CreateAdmin, .. wrong]), other);

        Assert.Equal(0, (await RunAsync(CreateAdmin)).Code);
        var (code, output, _) = await RunAsync(Replace);
        Assert.Equal(0, code);
        Assert.Contains("Nothing was replaced", output, StringComparison.Ordinal);
        using var server = await ServerProcess.StartAsync(_settings, key: "none", Cancellation);
    }

    /// <returns>Settings that lead to an empty database.</returns>
    protected abstract Task<string[]> DatabaseAsync(CancellationToken cancellation);

    // Beside it the framework may log what it found in the folder.
    private static void RequireRefusal((int Code, string Output, string Refusal) ended, string named)
    {
        Assert.Equal(WrongSettings, ended.Code);
        var lines = ended.Refusal.TrimEnd().Split(Environment.NewLine);
        Assert.Equal((2, "Personalize cannot start."), (lines.Length, lines[0]));
        Assert.Contains($"'{named}'", lines[1], StringComparison.Ordinal);
        Assert.Contains("--replace-audit-secret", lines[1], StringComparison.Ordinal);
    }

    private async Task<(int Code, string Output, string Refusal)> RunAsync(string[] arguments)
    {
        var start = ServerProcess.Command([.. _settings, .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var faults = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output, await faults);
    }
}

public sealed class SqliteLostKeysTests : LostKeysContract
{
    protected override Task<string[]> DatabaseAsync(CancellationToken cancellation) => Task.FromResult<string[]>([]);
}

public sealed class PostgresLostKeysTests : LostKeysContract
{
    private readonly PostgresCluster _cluster = new() { Durable = true };

    public override async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task<string[]> DatabaseAsync(CancellationToken cancellation)
    {
        var connectionString = await _cluster.CreateDatabaseAsync(cancellation);
        Requires.Postgres(_cluster);
        return ["--Personalize:Database", "Postgres", "--ConnectionStrings:Personalize", connectionString!];
    }
}
