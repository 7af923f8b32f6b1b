using Microsoft.Extensions.Options;
using Personalize.Web.Hosting;

namespace Personalize.Web.Training;

internal static class TrainingFeature
{
    public static IServiceCollection AddTraining(this IServiceCollection services)
    {
        services.AddSingleton<ModelHolder>();
        services.AddSingleton(provider => new ModelFolder(
            Path.Combine(provider.GetRequiredService<IOptions<PersonalizeOptions>>().Value.DataFolder, "models"),
            provider.GetRequiredService<ILogger<ModelFolder>>()));
        services.AddSingleton<IModelWorkshop, ModelWorkshop>();
        services.AddSingleton(provider => new TrainingService(
            provider.GetRequiredService<IModelWorkshop>(),
            provider.GetRequiredService<ModelHolder>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<TrainingService>>()));
        services.AddSingleton<ManualTraining>();
        services.AddHostedService(provider => provider.GetRequiredService<TrainingService>());
        return services;
    }
}
