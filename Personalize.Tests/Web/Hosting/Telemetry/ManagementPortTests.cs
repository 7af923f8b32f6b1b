using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Personalize.Tests.Web.Kill;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Tests.Web.Hosting.Telemetry;

public sealed class ManagementPortTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_are_behind_the_management_port_alone_whatever_host_a_caller_names()
    {
        var folder = Directory.CreateTempSubdirectory("personalize-management-");
        var port = FreePort();
        try
        {
            using var server = await ServerProcess.StartAsync(
                ["--Personalize:DataFolder", folder.FullName, "--Personalize:Demo:Enabled", "false", "--Personalize:Demo:Simulator", "false",
                    "--Personalize:Management:Port", port.ToString(CultureInfo.InvariantCulture)],
                key: "none", Cancel);
            using var management = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };

            var metrics = await management.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancel);
            Assert.Contains("personalize_intake_depth", metrics, StringComparison.Ordinal);
            Assert.Contains("dotnet_process_memory_working_set", metrics, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(management, "/healthz/live"));
            Assert.All(
                await Task.WhenAll(((string[])["/", "/signin", "/api/users"]).Select(path => StatusAsync(management, path))),
                status => Assert.Equal(HttpStatusCode.NotFound, status));

            Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(server.Client, "/metrics"));
            Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(server.Client, "/metrics", management.BaseAddress.Authority));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(9464, "http://127.0.0.1:9464")]
    public void It_is_closed_unless_asked_for_and_then_answers_this_machine_alone(int? port, string? url) =>
        Assert.Equal(url, new ManagementOptions { Port = port }.Url);

    [Fact]
    public void A_trace_tells_the_pattern_of_an_address_and_never_the_address()
    {
        using var activity = new Activity("request");
        activity.SetTag("url.path", "/users/anna").SetTag("url.query", "?q=anna");
        var context = new DefaultHttpContext();
        context.SetEndpoint(new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/users/{id}"), 0, null, null));

        TelemetryFeature.HideIds(activity, context);

        Assert.Equal("/users/{id}", activity.GetTagItem("url.path"));
        Assert.Null(activity.GetTagItem("url.query"));
        context.SetEndpoint(null);
        TelemetryFeature.HideIds(activity, context);
        Assert.Equal("(no route)", activity.GetTagItem("url.path"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        using var answer = await client.SendAsync(request, Cancel);
        return answer.StatusCode;
    }
}
