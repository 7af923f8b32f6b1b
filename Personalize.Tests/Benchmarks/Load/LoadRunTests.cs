extern alias benchmarks;

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using benchmarks::Personalize.Benchmarks;
using benchmarks::Personalize.Benchmarks.Load;
using Personalize.Data.Accounts;
using Personalize.Tests.Support;

namespace Personalize.Tests.Benchmarks.Load;

/// <summary>The tool against the real server on a real port. How quick it is, is not tested.</summary>
public sealed class LoadRunTests : IAsyncLifetime
{
    private readonly PersonalizeApp _app = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app.UseKestrel(0);
        _app.StartServer();
        using var client = _app.CreateClient();
        await AddAsync(client, "/api/users", new { customer_id = "C-1" });
        await AddAsync(client, "/api/items", new { sku = "S-1", title = "Lamp" });
        await AddAsync(client, "/api/activities", new { customer_id = "C-1", item_id = "S-1", type = "view" });
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public async Task Each_viewer_is_told_of_each_activity_posted(string compression)
    {
        var report = await RunAsync("--viewers", "2", "--rate", "5", "--seconds", "1", "--compression", compression);

        Assert.Equal((5, 5), (report.Posting.Posted, report.Posting.Accepted));
        var viewing = report.Viewing!;
        Assert.Empty(viewing.NotOpened);
        Assert.Empty(viewing.Lost);
        Assert.Equal(2, viewing.Opened);
        Assert.Equal(1, viewing.Receipts.Share);
        Assert.Equal(10, viewing.Receipts.Waits.Count);
    }

    [Fact]
    public async Task Each_hub_client_is_told_of_each_activity_posted()
    {
        var report = await RunAsync("--hub-clients", "2", "--rate", "5", "--seconds", "1");

        var hub = report.Hub!;
        Assert.Empty(hub.NotOpened);
        Assert.Empty(hub.Lost);
        Assert.Equal((2, 1), (hub.Opened, hub.Receipts.Share));
        Assert.Null(report.Viewing);
    }

    [Fact]
    public async Task Hub_clients_that_the_server_does_not_take_are_counted_with_the_reason()
    {
        var report = await RunAsync("--hub-clients", "25", "--rate", "1", "--seconds", "1");

        Assert.Equal(25, report.Hub!.Opened + report.Hub.NotOpened.Count);
        Assert.NotEmpty(report.Hub.NotOpened.Concat(report.Hub.Lost));
    }

    [Fact]
    public async Task A_session_given_as_a_cookie_opens_the_page()
    {
        var (name, value) = await _app.SignInAsync(AccountRole.Analyst);

        var report = await RunAsync("--viewers", "1", "--rate", "1", "--seconds", "1", "--cookie", $"{name}={value}");

        Assert.Equal(1, report.Viewing!.Receipts.Share);
    }

    [Fact]
    public async Task A_session_that_is_not_good_opens_nothing_and_says_so()
    {
        var report = await RunAsync("--viewers", "1", "--rate", "1", "--seconds", "1", "--cookie", "none=none");

        Assert.Contains("is the session good?", Assert.Single(report.Viewing!.NotOpened), StringComparison.Ordinal);
        Assert.Null(report.Viewing.Receipts.Share);
    }

    [Fact]
    public async Task Batches_are_sent_as_fast_as_they_are_answered()
    {
        var report = await RunAsync("--rate", "0", "--batch", "10", "--seconds", "1", "--connections", "2");

        Assert.InRange(report.Posting.Accepted, 10, long.MaxValue);
        Assert.Equal(report.Posting.Posted, report.Posting.Accepted);
        Assert.Equal(report.Posting.Accepted, report.Posting.Waits.Count * 10);
        Assert.Null(report.Viewing);
    }

    [Fact]
    public async Task A_key_that_is_refused_is_named() => Assert.Contains(
        "was answered with 401; give a --key",
        (await Assert.ThrowsAsync<CommandLineException>(() => RunAsync("--key", "nonsense"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_server_is_watched_where_its_process_is_named()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("There is no /proc here.");

        var report = await RunAsync("--rate", "1", "--seconds", "1", "--process", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

        Assert.True(report.Server!.PeakBytes >= report.Server.BytesBefore);
        Assert.Null(report.Server.BytesPerListener);
        Assert.Contains("server, working set", LoadTable.Of(report), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(LoadCommand.JsonOf(report));
        Assert.Equal(1, json.RootElement.GetProperty("posting").GetProperty("accepted").GetInt64());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("viewing").ValueKind);
    }

    private Task<LoadReport> RunAsync(params string[] arguments)
    {
        string[] key = arguments.Contains("--key") ? [] : ["--key", _app.KeyOf(AccountRole.Admin)];
        return LoadCommand.MeasureAsync(LoadOptions.Parse(["--url", _app.ClientOptions.BaseAddress.AbsoluteUri, .. key, .. arguments]), Cancel);
    }

    private static async Task AddAsync(HttpClient client, string path, object row)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), row, Cancel);
        answer.EnsureSuccessStatusCode();
    }
}
