namespace Personalize.Engine.Ratings;

/// <summary>A trained, immutable predictor of what a customer would give an item. It predicts; lists are made by other models.</summary>
/// <threadsafety>Immutable; any number of readers.</threadsafety>
public interface IRatingModel
{
    /// <summary>Stable lower-case name used in configuration and metrics: "baseline", "sgd".</summary>
    string Name { get; }

    /// <param name="customer">Customer number; one that the model never saw (such as -1) is a stranger.</param>
    /// <param name="item">Item number; one that the model never saw (such as -1) is a new item.</param>
    /// <returns>Finite and within the rating scale of the training data; never NaN: what is unknown falls back to what is known.</returns>
    double Predict(int customer, int item);
}
