using Microsoft.Extensions.Options;
using Personalize.Web.Hosting;
using Personalize.Web.Hosting.Settings;
using Personalize.Web.Hosting.Telemetry;

namespace Personalize.Web.Training;

internal static class TrainingFeature
{
    public static IServiceCollection AddTraining(this IServiceCollection services)
    {
        services.AddSettings<TrainingOptions, TrainingOptionsValidator>(TrainingOptions.Section);
        services.AddSingleton<ModelHolder>();
        services.AddSingleton(provider => new ModelFolder(
            Path.Combine(provider.GetRequiredService<IOptions<PersonalizeOptions>>().Value.DataFolder, "models"),
            provider.GetRequiredService<IOptions<TrainingOptions>>().Value.ReplayMegabytes * 1_000_000L,
            provider.GetRequiredService<ILogger<ModelFolder>>()));
        services.AddSingleton<IModelWorkshop, ModelWorkshop>();
        services.AddSingleton(provider => new TrainingService(
            provider.GetRequiredService<IModelWorkshop>(),
            provider.GetRequiredService<ModelHolder>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TrainingService>>()));
        services.AddInstruments<TrainingMeters>();
        services.AddSingleton<ManualTraining>();
        services.AddHostedService(provider => provider.GetRequiredService<TrainingService>());
        return services;
    }
}
