using System.ComponentModel.DataAnnotations;
using Personalize.Engine.Autoencoders;
using Personalize.Engine.Content;
using Personalize.Engine.Factors;
using Personalize.Engine.Scoring;

namespace Personalize.Benchmarks.Evaluate;

internal sealed record VotingSettings
{
    /// <summary>c. Default 10.</summary>
    [Range(0d, 1e6)]
    public double Offset { get; init; } = VotingScorer.UsualOffset;

    /// <summary>EASE and implicit factors vote, and content where there are texts.</summary>
    public VotingScorer Train(RankingContext context)
    {
        List<IScorer> voters = [context.Part(EaseModel.ScorerName), context.Part(IalsModel.ScorerName)];
        if (context.Items is not null) voters.Add(context.Part(ContentScorer.ScorerName));
        return new VotingScorer(voters, Offset, context.Train.Items.Count, context.ModelVersion);
    }
}
