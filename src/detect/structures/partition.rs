//! A partition: members, each in one cluster.
//!
//! In: the clusters. Out: the cluster of each member as well. Cost: four bytes a member.

/// Clusters of members `0..n`; each member is in one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Partition {
    clusters: Vec<Vec<u32>>,
    of: Vec<u32>,
}

impl Partition {
    /// The partition of so many members into these clusters.
    pub fn new(clusters: Vec<Vec<u32>>, members: usize) -> Self {
        let mut of = vec![0; members];
        for (cluster, list) in (0..).zip(&clusters) {
            for &member in list {
                of[member as usize] = cluster;
            }
        }
        Self { clusters, of }
    }

    /// The clusters, in their order.
    pub fn clusters(&self) -> &[Vec<u32>] {
        &self.clusters
    }

    /// The members of a cluster.
    ///
    /// # Panics
    /// When there is no such cluster.
    pub fn members(&self, cluster: u32) -> &[u32] {
        &self.clusters[cluster as usize]
    }

    /// The cluster of a member.
    ///
    /// # Panics
    /// When there is no such member.
    pub fn of(&self, member: u32) -> u32 {
        self.of[member as usize]
    }

    /// Whether two members are in one cluster.
    pub fn joins(&self, a: u32, b: u32) -> bool {
        self.of(a) == self.of(b)
    }

    /// Number of clusters.
    pub fn len(&self) -> usize {
        self.clusters.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// The clusters by number.
    pub fn numbers(&self) -> std::ops::Range<u32> {
        0..u32::try_from(self.len()).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_knows_its_cluster() {
        let parts = Partition::new(vec![vec![0, 3], vec![1], vec![2, 4]], 5);
        assert!(parts.joins(0, 3) && !parts.joins(0, 1));
        assert_eq!(parts.of(4), 2);
        assert_eq!(parts.members(2), [2, 4]);
        assert_eq!(parts.numbers(), 0..3);
    }
}
