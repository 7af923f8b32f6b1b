using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalize.Engine;
using Personalize.Tests.Support;
using Personalize.Web.Activities;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Api;

/// <summary>What callers are told when they should come back later.</summary>
public sealed class NotNowTests
{
    [Theory]
    [InlineData("/api/recommend")]
    [InlineData("/api/recommend?customer_id=early")]
    public async Task Before_the_first_model_lists_are_503_and_say_when_to_come_back(string address)
    {
        await using var app = Training();
        using var client = app.CreateClient();
        await client.AddUserAsync("early");

        var answer = await client.SendAsync("GET", address);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "model_training"), (answer.Status, answer.Code));
        Assert.True(answer.Message.Headers.RetryAfter?.Delta >= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Before_the_first_model_the_server_is_alive_and_not_ready()
    {
        await using var app = Training();
        using var client = app.CreateClient();

        var live = await client.SendAsync("GET", "/healthz/live");
        var ready = await client.SendAsync("GET", "/healthz/ready");

        Assert.Equal(HttpStatusCode.OK, live.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.Status);
        Assert.Equal("Starting", await ready.Message.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_activity_that_finds_no_room_is_429_alone_and_busy_in_a_batch()
    {
        await using var app = new PersonalizeApp();
        using var client = app.CreateClient();
        await client.AddUserAsync("hasty");
        const string View = """{"customer_id":"hasty","type":"view"}""";

        // A queue that is closed, as at the end, refuses just as a full one does.
        app.Get<ActivityQueue>().Close();
        var alone = await client.SendAsync("POST", "/api/activities", View);
        var batch = await client.SendAsync("POST", "/api/activities", $"[{View},{View}]");

        Assert.Equal((HttpStatusCode.TooManyRequests, "busy"), (alone.Status, alone.Code));
        Assert.Equal(ActivityIntake.RetryAfter, alone.Message.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.OK, batch.Status);
        Assert.Equal(2, (int?)batch.Body!["busy"]);
    }

    private static PersonalizeApp Training() => new()
    {
        Configure = services => services.Replace(ServiceDescriptor.Singleton<IModelWorkshop, EndlessWorkshop>()),
    };

    /// <summary>Trains for ever.</summary>
    private sealed class EndlessWorkshop : IModelWorkshop
    {
        public Task<DataMark> MarkAsync(CancellationToken cancellation) =>
            Task.FromResult(new DataMark(0, 0, 0, DateTimeOffset.UnixEpoch));

        public Task<LoadedModels?> LoadServingAsync(CancellationToken cancellation) => Task.FromResult<LoadedModels?>(null);

        public Task<PublishedModels?> LoadAsync(long version, CancellationToken cancellation) => Task.FromResult<PublishedModels?>(null);

        public async Task<JudgedModels> TrainAsync(string reason, TrainingDepth depth, IProgress<StageReport> progress, CancellationToken cancellation)
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            throw new OperationCanceledException(cancellation);
        }
    }
}
