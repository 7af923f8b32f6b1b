using Microsoft.AspNetCore.Http.HttpResults;
using Personalize.Web.Hosting.Problems;
using Personalize.Web.Training;

namespace Personalize.Web.Recommendations;

/// <summary>Asks callers to come again while the first model set is being trained.</summary>
internal static class ModelsReady
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    /// <returns>Null when models serve.</returns>
    public static ProblemHttpResult? NotYet(ModelHolder models, HttpContext context) => models.Current is not null
        ? null
        : Problem.Later(
            context, StatusCodes.Status503ServiceUnavailable, "model_training",
            "The first model is being trained. Try again shortly.", Wait);
}
