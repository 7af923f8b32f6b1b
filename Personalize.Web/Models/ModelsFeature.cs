namespace Personalize.Web.Models;

internal static class ModelsFeature
{
    /// <summary>What was trained, how good it is, and which of it serves.</summary>
    public static IServiceCollection AddModels(this IServiceCollection services) => services.AddSingleton<ModelRegistry>();
}
