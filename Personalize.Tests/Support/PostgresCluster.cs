using System.Diagnostics;
using Npgsql;

[assembly: AssemblyFixture(typeof(Personalize.Tests.Support.PostgresCluster))]

namespace Personalize.Tests.Support;

/// <summary>
/// A throw-away PostgreSQL server made from the installed binaries, one for the whole run, started by the first test that
/// asks. It listens on a socket in its own folder, as a port that is free now may be taken a moment later. It never throws:
/// where there is no PostgreSQL it says why, and <see cref="Requires.Postgres"/> skips or fails.
/// </summary>
public sealed class PostgresCluster : IAsyncLifetime
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private DirectoryInfo? _folder;
    private PostgresBinaries? _binaries;
    private bool _tried;

    /// <summary>Whether commits survive a power cut, as the product demands; the run's common server is quick instead.</summary>
    public bool Durable { get; init; }

    /// <summary>Why there is no server; null when there is one.</summary>
    public string? SkipReason { get; private set; }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <returns>Connection string of a new, empty database, or null; see <see cref="SkipReason"/>.</returns>
    public async Task<string?> CreateDatabaseAsync(CancellationToken cancellation)
    {
        await StartOnceAsync(cancellation);
        if (SkipReason is not null) return null;
        var name = $"t{Guid.NewGuid():N}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres", pooling: false));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync(cancellation);
        return ConnectionString(name, pooling: true);
    }

    /// <summary>Lets the server fail, as by a power cut; its data stays.</summary>
    public async Task StopAsync(CancellationToken cancellation) =>
        Assert.Null(await _binaries!.RunAsync("pg_ctl", ["stop", "-D", DataFolder, "-m", "immediate", "-w"], cancellation));

    /// <summary>Brings it back.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation) => Assert.Null(await RunServerAsync(_binaries!, cancellation));

    public async ValueTask DisposeAsync()
    {
        if (_folder is null) return;
        if (_binaries is not null)
            await _binaries.RunAsync("pg_ctl", ["stop", "-D", DataFolder, "-m", "immediate", "-w"], CancellationToken.None);
        _folder.Delete(recursive: true);
        _one.Dispose();
    }

    private string DataFolder => Path.Combine(_folder!.FullName, "data");

    private string ConnectionString(string database, bool pooling) =>
        $"Host={_folder!.FullName};Port=5432;Username=postgres;Database={database};Pooling={pooling};Maximum Pool Size=20";

    private async Task StartOnceAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_tried) return;
            _tried = true;
            _binaries = PostgresBinaries.Find();
            if (_binaries is null)
                SkipReason = "PostgreSQL is not installed (no initdb in /usr/lib/postgresql/*/bin or on the PATH): apt install postgresql";
            else
                SkipReason = await StartAsync(_binaries, cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            SkipReason = $"PostgreSQL did not start: {problem.Message}";
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<string?> StartAsync(PostgresBinaries binaries, CancellationToken cancellation)
    {
        // Short, because the path of a socket has 107 characters at most, and open, because the server runs as another user.
        _folder = Directory.CreateTempSubdirectory("pz-pg-");
        if (!OperatingSystem.IsWindows()) _folder.UnixFileMode = (UnixFileMode)0b111_111_111;
        var made = await binaries.RunAsync(
            "initdb", ["-D", DataFolder, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"], cancellation);
        return made ?? await RunServerAsync(binaries, cancellation);
    }

    private async Task<string?> RunServerAsync(PostgresBinaries binaries, CancellationToken cancellation)
    {
        // Speed before durability: this server is thrown away. Killing clients, which tests do, loses nothing all the same.
        var quick = Durable ? "" : " -c fsync=off -c synchronous_commit=off -c full_page_writes=off";
        var options = $"-p 5432 -k {_folder!.FullName} -c listen_addresses='' -c max_connections=200{quick}";
        return await binaries.RunAsync(
            "pg_ctl", ["start", "-D", DataFolder, "-w", "-t", "60", "-l", Path.Combine(_folder.FullName, "log"), "-o", options], cancellation);
    }
}

/// <summary>The installed server's programs, run as a user that PostgreSQL accepts.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    public static PostgresBinaries? Find()
    {
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))
            : [];
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var folder = debian.Concat(onPath).FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, "initdb")));
        return folder is null ? null : new PostgresBinaries(folder);
    }

    /// <returns>What it complained of; null when it succeeded.</returns>
    public async Task<string?> RunAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        var path = Path.Combine(Folder, program);
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", path] : [path];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            WorkingDirectory = "/", // the other user may not enter ours
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;

        // The server inherits the pipe and keeps it open, so read only what a failed program has written.
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode == 0) return null;
        return $"{program} ended with code {process.ExitCode}: {await process.StandardError.ReadToEndAsync(cancellation)}";
    }
}
