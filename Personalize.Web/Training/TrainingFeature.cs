namespace Personalize.Web.Training;

internal static class TrainingFeature
{
    public static IServiceCollection AddTraining(this IServiceCollection services) => services;
}
