using Personalize.Engine.Interactions;

namespace Personalize.Engine.Evaluation;

/// <summary>One customer of a test: what models may know, and what came true.</summary>
public sealed record EvaluationCase
{
    /// <summary>Customer number in the training data, or -1 for somebody whom no model was trained on.</summary>
    public required int Customer { get; init; }

    /// <summary>Items touched before the test, strictly increasing.</summary>
    public required ReadOnlyMemory<int> Items { get; init; }

    /// <summary>Weights parallel to <see cref="Items"/>.</summary>
    public required ReadOnlyMemory<float> Weights { get; init; }

    /// <summary>Events before the test, oldest first; empty where times are not known.</summary>
    public ReadOnlyMemory<ItemEvent> Events { get; init; }

    public required Judgements Truth { get; init; }

    public SparseRow History => new(Items.Span, Weights.Span);

    /// <summary>A customer of the training data with all that it holds of them.</summary>
    public static EvaluationCase Of(TrainingSet train, int customer, Judgements truth)
    {
        var row = train.Interactions.Row(customer);
        return new EvaluationCase
        {
            Customer = customer,
            Items = row.Columns.ToArray(),
            Weights = row.Values.ToArray(),
            Events = customer < train.Events.CustomerCount ? train.Events.Within(customer) : default,
            Truth = truth,
        };
    }
}
