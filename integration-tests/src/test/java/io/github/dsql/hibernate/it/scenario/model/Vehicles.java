/*
 * Copyright 2026 the dsql-hibernate authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.dsql.hibernate.it.scenario.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;

/** Table-per-class inheritance, with an association to the whole hierarchy. */
public final class Vehicles {
    private Vehicles() {}

    /** Root with rows of its own. */
    @Entity(name = "Vehicle")
    @Table(name = "vehicle")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    public static class Vehicle {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "vehicle_gen")
        @SequenceGenerator(name = "vehicle_gen", sequenceName = "vehicle_ids", initialValue = 1000, allocationSize = 10)
        public Long id;

        @Column(length = 12)
        public String plate;

        public int wheels;

        public Vehicle() {}

        public Vehicle(String plate, int wheels) {
            this.plate = plate;
            this.wheels = wheels;
        }
    }

    /** A car. */
    @Entity(name = "Car")
    @Table(name = "car", uniqueConstraints = @UniqueConstraint(columnNames = {"plate", "doors"}))
    public static class Car extends Vehicle {
        public Integer doors;

        public Car() {}

        public Car(String plate, int doors) {
            super(plate, 4);
            this.doors = doors;
        }
    }

    /** A truck. */
    @Entity(name = "Truck")
    @Table(name = "truck")
    public static class Truck extends Vehicle {
        public Double payload;

        public Truck() {}

        public Truck(String plate, double payload) {
            super(plate, 6);
            this.payload = payload;
        }
    }

    /** Points at any vehicle. */
    @Entity(name = "ParkingSpace")
    @Table(name = "parking_space")
    public static class ParkingSpace {
        @Id
        public int number;

        @ManyToOne
        public Vehicle vehicle;

        public ParkingSpace() {}

        public ParkingSpace(int number, Vehicle vehicle) {
            this.number = number;
            this.vehicle = vehicle;
        }
    }
}
