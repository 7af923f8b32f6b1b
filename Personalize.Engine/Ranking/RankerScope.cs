namespace Personalize.Engine.Ranking;

/// <summary>Which lists a learned ranker is for. Coming back and discovering follow different rules, so each has its own.</summary>
public enum RankerScope
{
    /// <summary>All items, those of the customer's history among them.</summary>
    AllItems = 0,

    /// <summary>Items that the customer never had. It judges others as if they were new, too.</summary>
    NewItems = 1,
}
