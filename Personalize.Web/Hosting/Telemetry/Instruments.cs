namespace Personalize.Web.Hosting.Telemetry;

/// <summary>A class with instruments that has to be made with the server: those that are only observed nobody asks for.</summary>
internal sealed record InstrumentSource(Type Type);

/// <summary>Makes them.</summary>
internal sealed class Instruments(IServiceProvider services, IEnumerable<InstrumentSource> sources) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var source in sources)
            services.GetRequiredService(source.Type);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class InstrumentRegistration
{
    /// <summary>Adds a feature's instruments, and sees to it that they are there from the start.</summary>
    public static IServiceCollection AddInstruments<TSource>(this IServiceCollection services)
        where TSource : class => services.AddSingleton<TSource>().AddSingleton(new InstrumentSource(typeof(TSource)));
}
