using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Activities;
using Personalize.Tests.Web.Api;
using Personalize.Web.Hosting.Limits;

namespace Personalize.Tests.Web.Hosting;

public sealed class SheddingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/users", true, true)]
    [InlineData("GET", "/api/items/1", false, true)]
    [InlineData("PUT", "/api/users/1", false, true)]
    [InlineData("GET", "/api/recommend?user_id=x", false, true)]
    [InlineData("POST", "/api/activities", false, false)]
    [InlineData("POST", "/api/auth/token", false, false)]
    [InlineData("GET", "/healthz/live", false, false)]
    public async Task Lists_go_first_then_all_but_activities_and_sign_ins(string method, string address, bool goesWhenHigh, bool goesWhenExtreme)
    {
        await using var app = Held();
        using var client = app.CreateClient();
        var pressure = app.Get<Pressure>();

        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, (await client.SendAsync(method, address, "{}")).Status);
        Look(pressure, TimeSpan.FromSeconds(1.5));
        Assert.Equal((PressureLevel.High, goesWhenHigh), (pressure.Level, await IsShedAsync(client, method, address)));
        Look(pressure, TimeSpan.FromSeconds(5));
        Assert.Equal((PressureLevel.Extreme, goesWhenExtreme), (pressure.Level, await IsShedAsync(client, method, address)));
        Look(pressure, TimeSpan.Zero);
        Assert.Equal(PressureLevel.None, pressure.Level);
    }

    [Fact]
    public async Task A_page_asks_people_to_wait_and_tries_again_by_itself()
    {
        await using var app = Held();
        using var browser = app.CreateStranger();
        Look(app.Get<Pressure>(), TimeSpan.FromSeconds(5));

        using var answer = await browser.GetAsync(new Uri("/signin", UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter!.Delta);
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        Assert.Contains("content=\"2\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_stops_takes_no_new_work()
    {
        using var bench = new WriterBench();
        using var pressure = new Pressure(bench.Queue, bench.Time);
        var lifetime = new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance);
        var taken = 0;
        var shedding = new Shedding(Take, pressure, lifetime);
        var context = new DefaultHttpContext { Request = { Method = "GET", Path = "/signin" } };

        await shedding.InvokeAsync(context);
        lifetime.StopApplication();
        await shedding.InvokeAsync(context);

        Assert.Equal(1, taken);
        Assert.Equal(StatusCodes.Status503ServiceUnavailable, context.Response.StatusCode);
        Assert.Equal("2", context.Response.Headers.RetryAfter.ToString());
        Assert.Equal("close", context.Response.Headers.Connection.ToString());

        Task Take(HttpContext _)
        {
            taken++;
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void A_queue_that_fills_up_is_pressure_and_one_that_empties_is_none()
    {
        using var bench = new WriterBench(capacity: 10);
        using var pressure = new Pressure(bench.Queue, bench.Time);
        _ = bench.Intake.SubmitAsync([.. Enumerable.Repeat(WriterBench.View("C1"), 9)], Cancel);
        pressure.Look(TimeSpan.Zero);
        Assert.Equal(PressureLevel.None, pressure.Level);

        Look(pressure, TimeSpan.Zero);
        Assert.Equal(PressureLevel.Extreme, pressure.Level);

        while (bench.Queue.Reader.TryRead(out _))
        {
        }

        Look(pressure, TimeSpan.Zero);
        Assert.Equal(PressureLevel.None, pressure.Level);
    }

    [Fact]
    public void One_pause_is_no_pressure()
    {
        using var bench = new WriterBench();
        using var pressure = new Pressure(bench.Queue, bench.Time);

        pressure.Look(TimeSpan.FromSeconds(1.5));

        Assert.Equal(PressureLevel.None, pressure.Level);
    }

    // Its clock stands still, so that the server does not look by itself.
    private static PersonalizeApp Held() => new() { Clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow()) };

    /// <summary>Three seconds of it.</summary>
    private static void Look(Pressure pressure, TimeSpan delay)
    {
        for (var look = 0; look < 30; look++) pressure.Look(delay);
    }

    private static async Task<bool> IsShedAsync(HttpClient client, string method, string address)
    {
        var answer = await client.SendAsync(method, address, "{}");
        if (answer.Code != "overloaded") return false;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Message.Headers.RetryAfter!.Delta);
        return true;
    }
}
