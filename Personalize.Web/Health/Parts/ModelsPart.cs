using Personalize.Web.Shell;
using Personalize.Web.Training;

namespace Personalize.Web.Health.Parts;

/// <summary>Not ready until a model set serves, as every list would be refused; old models serve, but tell less and less.</summary>
internal sealed class ModelsPart(ModelHolder models, TrainingService training, TimeProvider clock) : IPart
{
    public string Name => "Models";

    public string Purpose => "what lists are made with";

    public Task<Finding> LookAsync(CancellationToken cancellation)
    {
        var last = training.Status.Last;
        if (models.Current is not { } current)
        {
            return last?.Problem is null
                ? Finding.Of(PartState.Starting, "The first models are being trained.", "Wait: it takes seconds to minutes, by how much there is to learn from.")
                : Finding.Of(PartState.Down, $"Nothing serves. {last.Problem}", "Find the log id in the log below, and train again on the page Models.");
        }

        var words = $"Version {Numbers.Full(current.Set.Version)} serves, trained {RelativeWords.Span(clock.GetUtcNow() - current.Set.TrainedAt)} ago.";
        return last?.Problem is null
            ? Task.FromResult(Finding.Working(words))
            : Finding.Of(
                PartState.Degraded, $"{words} {last.Problem}",
                "Lists are served as before. Find the log id in the log below, and train again on the page Models.");
    }
}
