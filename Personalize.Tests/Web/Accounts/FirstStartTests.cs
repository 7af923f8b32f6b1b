using System.Diagnostics;
using System.Net;
using Personalize.Tests.Data.Kill;
using Personalize.Tests.Web.Kill;

namespace Personalize.Tests.Web.Accounts;

/// <summary>The real program in production, as somebody starts it for the first time.</summary>
public sealed class FirstStartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("personalize-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_start_prints_a_set_up_link_that_works()
    {
        using var server = VictimProcess.Start(Command("--urls", "http://127.0.0.1:0"));
        string? link = null;
        while (link is null && await server.ReadLineAsync(Cancel) is { } line)
            link = line.Contains("/setup?code=", StringComparison.Ordinal) ? line.Trim() : null;

        using var client = new HttpClient();
        using var page = await client.GetAsync(new Uri(link!), Cancel);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("Make the first account", await page.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var style = await client.GetAsync(new Uri(new Uri(link!), "/css/tokens.css"), Cancel);
        Assert.Equal(HttpStatusCode.OK, style.StatusCode);
    }

    [Fact]
    public async Task An_admin_is_made_without_a_browser_and_not_twice()
    {
        var (code, output) = await RunAsync("--create-admin", "anna@example.org");
        var (again, _) = await RunAsync("--create-admin", "Anna@example.org");

        Assert.Equal((0, 2), (code, again));
        Assert.Matches("http://localhost:5080/password\\?code=[A-Za-z0-9_-]{43}$", output.TrimEnd());
    }

    [Fact]
    public async Task An_open_network_without_encryption_is_refused()
    {
        var (code, output) = await RunAsync("--urls", "http://0.0.0.0:0");

        Assert.Equal(2, code);
        Assert.Contains("'Personalize:Proxies'", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ProcessStartInfo Command(params string[] arguments) =>
        ServerProcess.Command([$"--Personalize:DataFolder={_folder.FullName}", .. arguments]);

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        var start = Command(arguments);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        var faults = process.StandardError.ReadToEndAsync(Cancel);
        var output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, output + await faults);
    }
}
