using Personalize.Engine;

namespace Personalize.Web.Training;

/// <summary>Where models come from: the tables and the engine, or the newest file.</summary>
internal interface IModelWorkshop
{
    /// <summary>A mark of what there is to learn from; equal marks mean that a training would learn nothing new.</summary>
    Task<DataMark> MarkAsync(CancellationToken cancellation);

    /// <summary>The saved models that were last put in service and can be read.</summary>
    /// <returns>Null when there are none.</returns>
    Task<LoadedModels?> LoadServingAsync(CancellationToken cancellation);

    /// <summary>Saved models by their version.</summary>
    /// <returns>Null when their file is gone or cannot be read.</returns>
    Task<PublishedModels?> LoadAsync(long version, CancellationToken cancellation);

    /// <summary>Reads, trains, measures, decides whether the result serves, and saves. Nothing is published.</summary>
    /// <returns>For <see cref="TrainingDepth.Quick"/> a draft, where the data would have allowed more.</returns>
    Task<JudgedModels> TrainAsync(
        string reason, TrainingDepth depth, IProgress<StageReport> progress, CancellationToken cancellation);
}

/// <summary>How much a training may learn.</summary>
internal enum TrainingDepth
{
    /// <summary>All that fits the data.</summary>
    Full,

    /// <summary>Only what takes seconds on any data: words, clusters and counts. While nothing serves, anything is better.</summary>
    Quick,
}

/// <param name="Changed">Newest edit of a customer or an item.</param>
internal sealed record DataMark(int Customers, int Items, long LastSequence, DateTimeOffset Changed);

/// <param name="Promotion">Whether they may be published.</param>
internal sealed record JudgedModels(PublishedModels Models, Promotion Promotion);

/// <param name="IsCurrent">Whether nothing was stored since the newest training.</param>
internal sealed record LoadedModels(PublishedModels Models, string Reason, bool IsCurrent);
