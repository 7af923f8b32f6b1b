using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Options;
using Personalize.Web.Access;
using Personalize.Web.Accounts.SignIn;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Hosting.Settings;

namespace Personalize.Web.Hosting.Limits;

/// <summary>Refuses callers that ask for more than their share, cheaply, and says when to come again.</summary>
internal static class CallerLimits
{
    private const int SecondsPerMinute = 60;
    private static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);

    public static IServiceCollection AddCallerLimits(this IServiceCollection services)
    {
        services.AddSettings<LimitOptions, LimitOptionsValidator>(LimitOptions.Section);
        services.AddSingleton<Pressure>();
        services.AddHostedService(provider => provider.GetRequiredService<Pressure>());
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitOptions>>((limiter, limits) =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = RefuseAsync;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Partition>(context => For(context, limits.Value));
        });
        return services;
    }

    private static RateLimitPartition<Partition> For(HttpContext context, LimitOptions limits)
    {
        // Scripts and images come by the dozen with each page, from memory.
        if (context.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null)
            return RateLimitPartition.GetNoLimiter(default(Partition));
        return RateLimitPartition.GetTokenBucketLimiter(
            new Partition(CallerOf(context), RequestCosts.Of(context)), partition => Bucket(limits.PerMinute(partition.Cost)));
    }

    private static TokenBucketRateLimiterOptions Bucket(int perMinute)
    {
        var refill = Math.Max(1, perMinute / SecondsPerMinute);
        return new TokenBucketRateLimiterOptions
        {
            TokenLimit = perMinute,
            TokensPerPeriod = refill,
            ReplenishmentPeriod = TimeSpan.FromMinutes((double)refill / perMinute),
            QueueLimit = 0,
            AutoReplenishment = true,
        };
    }

    private static string CallerOf(HttpContext context) =>
        context.User.Identity?.IsAuthenticated == true && ActorClaims.IdOf(context.User) is { } id
            ? string.Create(CultureInfo.InvariantCulture, $"{context.User.FindFirstValue(ActorClaims.Kind)} {id}")
            : Callers.NetworkOf(context);

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellation)
    {
        var pause = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : DefaultPause;
        var problem = Problem.Later(
            rejected.HttpContext, StatusCodes.Status429TooManyRequests, "too_many_requests",
            $"You send more requests than one caller may. Wait {Problem.Seconds(pause)} s, as Retry-After says, then go on.", pause);
        await problem.ExecuteAsync(rejected.HttpContext);
    }

    private readonly record struct Partition(string Caller, RequestCost Cost);
}
